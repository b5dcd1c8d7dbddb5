import js from "@eslint/js";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

// Correctness, not taste: prettier owns the form, test/architecture owns the walls between rooms.
const typed = ["**/*.ts", "**/*.tsx"];
const inTheBrowser = [
  "extensions/*/assets/*.js",
  "test/shopify-stand-in/screens/admin/bridge/*.js",
  "test/shopify-stand-in/screens/admin/frame/*.js",
];

export default tseslint.config(
  {
    ignores: [
      "build/",
      ".demo/",
      ".shots/",
      ".data/",
      "app/**/generated/",
      // Stands in for the themes of others, which no linter has seen.
      "test/shopify-stand-in/screens/storefront/theme/",
    ],
  },
  js.configs.recommended,
  {
    files: typed,
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // A forgotten promise is a webhook acknowledged before it is kept.
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "@typescript-eslint/return-await": ["error", "error-handling-correctness-only"],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true, allowDefaultCaseForExhaustiveSwitch: false },
      ],
      "@typescript-eslint/consistent-type-imports": ["error", { disallowTypeAnnotations: false }],
      "@typescript-eslint/consistent-type-definitions": ["error", "type"],
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/only-throw-error": "off",
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", ignoreRestSiblings: true },
      ],
      // Ports are async by their type, also where one way of doing it has nothing to wait for.
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      // Methods of our object types are closures: nothing of ours uses `this`.
      "@typescript-eslint/unbound-method": "off",
      // "too large" | string tells the reader more than string.
      "@typescript-eslint/no-redundant-type-constituents": "off",
      // graphql's node kinds are compared with their names.
      "@typescript-eslint/no-unsafe-enum-comparison": "off",
      eqeqeq: ["error", "always", { null: "ignore" }],
    },
  },
  {
    files: ["**/*.tsx", "app/components/**", "app/routes/**"],
    plugins: { "react-hooks": reactHooks },
    rules: { "react-hooks/rules-of-hooks": "error", "react-hooks/exhaustive-deps": "error" },
  },
  {
    // A declaration is merged into the library's, which is an interface.
    files: ["**/*.d.ts", "vite.config.ts", "test/setup/postgres.ts"],
    rules: { "@typescript-eslint/consistent-type-definitions": "off" },
  },
  { files: ["app/**"], rules: { "no-console": "error" } },
  {
    // Answers of Shopify are looked at as they come; what is wrong with them, the assertion says.
    files: ["test/**/*.ts", "test/**/*.tsx"],
    rules: {
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: false }],
      "@typescript-eslint/no-base-to-string": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
    },
  },
  {
    files: inTheBrowser,
    languageOptions: { globals: browserGlobals() },
  },
  // The pretend App Bridge is sent as one script: what one file declares, the next one uses.
  { files: ["test/shopify-stand-in/screens/admin/bridge/*.js"], languageOptions: { sourceType: "script" } },
);

function browserGlobals() {
  const names = [
    "window",
    "document",
    "location",
    "history",
    "navigator",
    "fetch",
    "URL",
    "URLSearchParams",
    "FormData",
    "Headers",
    "Request",
    "Response",
    "Event",
    "CustomEvent",
    "MutationObserver",
    "HTMLElement",
    "HTMLFormElement",
    "HTMLInputElement",
    "HTMLButtonElement",
    "HTMLDialogElement",
    "HTMLSelectElement",
    "Element",
    "Node",
    "customElements",
    "setTimeout",
    "clearTimeout",
    "setInterval",
    "clearInterval",
    "requestAnimationFrame",
    "queueMicrotask",
    "console",
    "localStorage",
    "sessionStorage",
    "structuredClone",
    "crypto",
    "performance",
    "AbortController",
    "DOMParser",
    "CSS",
    "CSSStyleSheet",
    "ResizeObserver",
    "Intl",
    "confirm",
    "addEventListener",
    "removeEventListener",
    "parent",
    "top",
    "self",
  ];
  return Object.fromEntries(names.map((name) => [name, "readonly"]));
}
