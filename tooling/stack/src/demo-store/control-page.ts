import { FAULT_TEXTS, FAULTS } from "./faults.ts";

const row = (name: string, text: string) => `
    <tr>
      <td><label for="${name}">${text}</label><small>${name}</small></td>
      <td><input id="${name}" name="${name}" type="number" min="0" max="1000" value="0" inputmode="numeric"></td>
    </tr>`;

/** A page to switch faults on and off by hand. It holds no token: whoever opens it brings one. */
export const CONTROL_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Demo store · faults</title>
<style>
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
  body { max-width: 44rem; margin: 2.5rem auto; padding: 0 1rem; }
  h1 { font-size: 1.25rem; margin: 0; }
  p { color: color-mix(in srgb, currentColor 65%, transparent); margin: .25rem 0 1.5rem; }
  table { width: 100%; border-collapse: collapse; }
  td { border-top: 1px solid color-mix(in srgb, currentColor 15%, transparent); padding: .5rem 0; }
  td:last-child { text-align: right; }
  small { display: block; opacity: .6; font-family: ui-monospace, monospace; }
  input { font: inherit; padding: .25rem .5rem; width: 6rem; }
  #token { width: 14rem; }
  tr.on { font-weight: 600; }
  .bar { display: flex; gap: .75rem; align-items: center; flex-wrap: wrap; margin: 1.25rem 0; }
  button { font: inherit; padding: .35rem .9rem; }
  h2 { font-size: 1rem; margin: 2rem 0 .5rem; }
</style>
</head>
<body>
<main>
<h1>Behind the counter of the demo store</h1>
<p>Edit its products, or make it go wrong: each fault shows as many times as its number says, then the store behaves again.</p>
<form id="form">
  <div class="bar">
    <label for="token">Access token</label><input id="token" type="password" autocomplete="off" required>
    <output id="state" aria-live="polite"></output>
  </div>
  <h2>Products</h2>
  <div class="bar">
    <label for="every">One product in</label><input id="every" type="number" min="1" value="100" inputmode="numeric">
    <span>gets another title and a price that is 5.50 higher.</span><button type="button" id="change">Edit products</button>
  </div>
  <h2>Faults</h2>
  <div class="bar">
    <button>Set faults and pace</button><button type="button" id="behave">Behave again</button>
  </div>
  <table><tbody>${FAULTS.map((fault) => row(fault, FAULT_TEXTS[fault])).join("")}
  </tbody></table>
  <h2>Pace and time</h2>
  <table><tbody>${row("pageDelayMs", "Milliseconds before each answer and page")}${row("hundredLinesDelayMs", "Milliseconds before each hundred lines of a download")}
    <tr><td><label for="clockOffsetSeconds">Seconds by which the shop's clock is ahead (below 0: behind)</label></td>
    <td><input id="clockOffsetSeconds" type="number" value="0"></td></tr>
  </tbody></table>
</form>
</main>
<script>
  const faults = ${JSON.stringify(FAULTS)};
  const $ = (id) => document.getElementById(id);
  $("token").value = sessionStorage.getItem("token") ?? "";
  async function send(command) {
    const response = await fetch("/__control", {
      method: "POST",
      headers: { "content-type": "application/json", "x-shopify-access-token": $("token").value },
      body: JSON.stringify(command),
    });
    if (!response.ok) throw new Error(response.status === 401 ? "The store does not know this token." : await response.text());
    sessionStorage.setItem("token", $("token").value);
    return response.json();
  }
  function show({ status }) {
    for (const fault of faults) {
      $(fault).value = status.faults[fault] ?? 0;
      $(fault).closest("tr").classList.toggle("on", fault in status.faults);
    }
    for (const name of ["pageDelayMs", "hundredLinesDelayMs"]) $(name).value = status.pace[name];
    $("clockOffsetSeconds").value = status.clockOffsetSeconds;
    $("state").value = status.products + " products";
  }
  const said = (error) => { $("state").value = error.message; };
  async function set() {
    for (const fault of faults) await send({ action: "fault", fault, times: Number($(fault).value) });
    await send({
      action: "slow",
      pageDelayMs: Number($("pageDelayMs").value),
      hundredLinesDelayMs: Number($("hundredLinesDelayMs").value),
    });
    await send({ action: "clock", offsetSeconds: Number($("clockOffsetSeconds").value) });
    show(await send({ action: "status" }));
  }
  async function change() {
    if (!$("form").reportValidity()) return;
    const { changed } = await send({ action: "change", every: Number($("every").value) });
    $("state").value = changed + (changed === 1 ? " product edited" : " products edited");
  }
  $("form").addEventListener("submit", (event) => {
    event.preventDefault();
    set().then(() => { $("state").value = "Set"; }).catch(said);
  });
  $("change").addEventListener("click", () => change().catch(said));
  $("behave").addEventListener("click", () => send({ action: "behave" }).then(show).catch(said));
  if ($("token").value) send({ action: "status" }).then(show).catch(said);
</script>
</body>
</html>
`;
