import { notFound, page, pageHeaders } from "#app/admin-page.server.ts";

export const headers = pageHeaders;

export const loader = page(async () => {
  throw notFound("page");
});

/** Every other address under /app. The loader always answers 404. */
export default function Nowhere() {
  return null;
}
