import {
  Tag,
  type Context,
  type Emitter,
  type Liquid,
  type Parser,
  type TagToken,
  type Template,
  type TopLevelToken,
} from "liquidjs";

type Remaining = TopLevelToken[];

/** Takes everything up to the end tag, unread. */
function skipToEnd(name: string, remaining: Remaining): void {
  for (let token = remaining.shift(); token; token = remaining.shift()) {
    if ((token as TagToken).name === `end${name}`) return;
  }
  throw new Error(`Liquid syntax error: '${name}' tag was never closed`);
}

function parseToEnd(name: string, remaining: Remaining, parser: Parser): Template[] {
  const inside: Template[] = [];
  const stream = parser
    .parseStream(remaining)
    .on(`tag:end${name}`, () => stream.stop())
    .on("template", (template: Template) => inside.push(template))
    .on("end", () => {
      throw new Error(`Liquid syntax error: '${name}' tag was never closed`);
    });
  stream.start();
  return inside;
}

/** Tags whose body is meant for Shopify and not for the page. */
class Unread extends Tag {
  constructor(token: TagToken, remaining: Remaining, liquid: Liquid) {
    super(token, remaining, liquid);
    skipToEnd(token.name, remaining);
  }
  render(): void {}
}

class Style extends Tag {
  private readonly inside: Template[];
  constructor(token: TagToken, remaining: Remaining, liquid: Liquid, parser: Parser) {
    super(token, remaining, liquid);
    this.inside = parseToEnd("style", remaining, parser);
  }
  *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
    emitter.write("<style data-shopify>");
    yield this.liquid.renderer.renderTemplates(this.inside, context, emitter);
    emitter.write("</style>");
  }
}

/** `{% form 'product', product, id: 'x' %}`: the two kinds of form that the pretend theme has. */
class Form extends Tag {
  private readonly inside: Template[];
  constructor(token: TagToken, remaining: Remaining, liquid: Liquid, parser: Parser) {
    super(token, remaining, liquid);
    this.inside = parseToEnd("form", remaining, parser);
  }
  *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
    const [kind, , ...attributes] = this.token.args.trim().split(/\s*,\s*/);
    const actions: Record<string, string> = { "'product'": "/cart/add", "'cart'": "/cart" };
    const action = actions[kind ?? ""];
    if (!action) throw new Error(`The pretend theme has no form ${kind}.`);
    const written = attributes.map((attribute) => {
      const [name, quoted] = attribute.split(/:\s*/);
      return ` ${name}="${quoted?.replace(/^'|'$/g, "")}"`;
    });
    const root = (yield context._getFromScope(context.globals, ["routes", "root_url"])) as string | undefined;
    const prefix = root === "/" || root === undefined ? "" : root;
    emitter.write(
      `<form method="post" action="${prefix}${action}" accept-charset="UTF-8"${written.join("")}>` +
        `<input type="hidden" name="form_type" value=${kind!.replaceAll("'", '"')}>`,
    );
    yield this.liquid.renderer.renderTemplates(this.inside, context, emitter);
    emitter.write("</form>");
  }
}

/** `{% paginate collection.products by 24 %}`: inside, the list is the page that the address asks for. */
class Paginate extends Tag {
  private readonly inside: Template[];
  constructor(token: TagToken, remaining: Remaining, liquid: Liquid, parser: Parser) {
    super(token, remaining, liquid);
    this.inside = parseToEnd("paginate", remaining, parser);
  }
  *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
    const [, owner, list, by] = /^(\w+)\.(\w+)\s+by\s+([\w.]+)$/.exec(this.token.args.trim()) ?? [];
    if (!owner || !list || !by) throw new Error(`paginate ${this.token.args}: not a list by a number.`);
    const object = (yield context._get([owner])) as Record<string, unknown[]>;
    const size = /^\d+$/.test(by) ? Number(by) : Number(yield context._get(by.split(".")));
    const page = Number((yield context._get(["current_page"])) ?? 1);
    context.push({ [owner]: { ...object, [list]: object[list]!.slice((page - 1) * size, page * size) } });
    yield this.liquid.renderer.renderTemplates(this.inside, context, emitter);
    context.pop();
  }
}

/** The tags Shopify adds to Liquid, as far as the theme and the extension use them. */
export function addTags(liquid: Liquid): void {
  for (const name of ["schema", "doc", "javascript", "stylesheet"]) liquid.registerTag(name, Unread);
  liquid.registerTag("style", Style);
  liquid.registerTag("form", Form);
  liquid.registerTag("paginate", Paginate);
  liquid.registerTag("render", renderTag(liquid));
}

/** `{% render block %}` prints an app block that Shopify has placed in the section; a quoted name is a snippet. */
function renderTag(liquid: Liquid) {
  const Snippet = liquid.tags["render"]!;
  class Block extends Tag {
    *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
      const name = this.token.args.trim();
      const block = (yield context._get([name])) as { html?: string } | undefined;
      if (typeof block?.html !== "string") throw new Error(`render ${name}: not an app block.`);
      emitter.write(block.html);
    }
  }
  return class {
    constructor(token: TagToken, remaining: Remaining, engine: Liquid, parser: Parser) {
      const isSnippet = /['"]/.test(token.args.trimStart().charAt(0));
      return isSnippet ? new Snippet(token, remaining, engine, parser) : new Block(token, remaining, engine);
    }
  } as unknown as typeof Snippet;
}
