import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";

/** POSTs a body and answers the status, or 0 when there was no answer in time. Redirects are not followed. */
export function post(
  url: URL,
  headers: Record<string, string>,
  body: string,
  timeoutMs: number,
): Promise<number> {
  return new Promise((resolve) => {
    const request = (url.protocol === "https:" ? httpsRequest : httpRequest)(
      url,
      { method: "POST", headers: { ...headers, "Content-Length": String(Buffer.byteLength(body)) } },
      (response) => {
        response.resume();
        response.on("close", () => clearTimeout(timer));
        resolve(response.statusCode ?? 0);
      },
    );
    const timer = setTimeout(() => request.destroy(), timeoutMs);
    request.on("error", () => {
      clearTimeout(timer);
      resolve(0);
    });
    request.end(body);
  });
}
