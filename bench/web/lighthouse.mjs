// Lighthouse (mobile) over addresses, one after the other in one Chromium; one line of JSON for each.
//
//   node lighthouse.mjs '{"chrome": "/usr/bin/chromium", "flags": […], "performance": true, "addresses": […]}'

import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const { chrome, flags, performance, addresses } = JSON.parse(process.argv[2]);
const categories = ["accessibility", "best-practices", "seo", ...(performance ? ["performance"] : [])];
const settings = {
  onlyCategories: categories,
  onlyAudits: ["cumulative-layout-shift", "network-requests"],
  throttlingMethod: performance ? "simulate" : "provided",
  disableFullPageScreenshot: true,
  maxWaitForLoad: 60000,
};

const score = (category) => Math.round(category.score * 100);

function wrong(result) {
  return Object.entries(result.categories)
    .filter(([name]) => name !== "performance")
    .flatMap(([, category]) => category.auditRefs)
    .filter(({ id, weight }) => weight > 0 && result.audits[id].score !== null && result.audits[id].score < 1)
    .map(({ id }) => [id, (result.audits[id].details?.items ?? []).slice(0, 3)]);
}

// A machine that does much else may leave a trace without what is looked for; then the page is judged again.
async function judge(address, port, tries = 3) {
  const options = { port, output: "json", logLevel: "error" };
  const { lhr } = await lighthouse(address, options, { extends: "lighthouse:default", settings });
  const whole = !lhr.runtimeError && lhr.audits["cumulative-layout-shift"]?.numericValue !== undefined;
  return whole || tries === 1 ? lhr : judge(address, port, tries - 1);
}

const browser = await launch({ chromePath: chrome, chromeFlags: ["--headless=new", ...flags] });
try {
  for (const address of addresses) {
    const lhr = await judge(address, browser.port);
    const found = Object.fromEntries(categories.map((name) => [name, score(lhr.categories[name])]));
    const requests = lhr.audits["network-requests"]?.details.items ?? [];
    console.log(
      JSON.stringify({
        address,
        ...found,
        shift: lhr.audits["cumulative-layout-shift"]?.numericValue ?? null,
        wrong: wrong(lhr),
        requests: requests.length,
        bytes: requests.reduce((sum, request) => sum + request.transferSize, 0),
        warnings: lhr.runWarnings,
        error: lhr.runtimeError ?? null,
      }),
    );
  }
} finally {
  await browser.kill();
}
