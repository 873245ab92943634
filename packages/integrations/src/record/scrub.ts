import { Redactor } from "../http/redactor.ts";

const PERSONAL =
  "e-?mail|phone|mobile|fax|first_?name|last_?name|full_?name|display_?name|owner_?name|shop_?owner|contact_?name|address_?[12]|street|zip|postal_?code|latitude|longitude|birth_?date|vat_?number|iban|ip_?address";
const IN_JSON = new RegExp(`("(?:\\w*_)?(?:${PERSONAL})"\\s*:\\s*)"(?:[^"\\\\]|\\\\.)*"`, "gi");
const IN_XML = new RegExp(`(<((?:[\\w-]+:)?(?:${PERSONAL}))(?:\\s[^>]*)?>)[^<]*(?=</\\2>)`, "gi");
const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}/gu;
const SIGNED =
  /([?&](?:[\w-]*(?:token|key|secret|sign|signature|sig|hmac|password|credential|expires)[\w-]*)=)[^&#"'\s\\]+/gi;
/** A test's own server: another port each time. */
const LOCAL_ORIGIN = /http:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):\d+/g;

/**
 * Text as it may lie in a repository: without the credentials that were used, without what is about
 * people, and without signatures in addresses. Doing it twice changes nothing.
 */
export function scrubber(secrets: unknown): (text: string) => string {
  const redactor = new Redactor(secrets);
  return (text) =>
    redactor
      .text(text)
      .replace(IN_JSON, '$1"redacted"')
      .replace(IN_XML, "$1redacted")
      .replace(EMAIL, "person@example.com")
      .replace(SIGNED, "$1redacted")
      .replace(LOCAL_ORIGIN, "http://source.example");
}
