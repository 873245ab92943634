import { expect, it } from "vitest";
import { htmlToText } from "./html.ts";

it.each([
  ["plain text, as it is\nwith its lines ", "plain text, as it is\nwith its lines"],
  ["", ""],
  ["a &amp; b &lt;c&gt; &nbsp;&eacute;&#x1F9F5;", "a & b <c> é🧵"],
  ["<p>One</p><p>Two</p>", "One\n\nTwo"],
  ["<div><div><p>One</p></div></div>\n\n<div>Two</div>", "One\n\nTwo"],
  ["<p>Made of <strong>linen</strong>, <em>washed</em>.</p>", "Made of linen, washed."],
  ["One<br>two<br/>three", "One\ntwo\nthree"],
  ["<ul><li>a</li><li>b</li></ul><p>c</p>", "a\nb\n\nc"],
  ["  <p>\n  spread \n  out </p> ", "spread out"],
  ["<style>p{}</style><script>alert('<p>')</script>seen", "seen"],
  ["<table><tr><td>Chest</td><td>52</td></tr><tr><td>Hip</td><td>50</td></tr></table>", "Chest 52\nHip 50"],
  ["not closed <b>bold", "not closed bold"],
  ["1 < 2 and 3 > 2", "1 < 2 and 3 > 2"],
  ["<!-- hidden -->shown", "shown"],
  ["<p>قميص من الكتان</p>", "قميص من الكتان"],
])("%j reads as %j", (html, text) => {
  expect(htmlToText(html)).toBe(text);
});
