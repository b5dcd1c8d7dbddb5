/** The one Admin API version. The toml files and the generated types are compared with it in a test. */
export const apiVersion = "2026-07";
