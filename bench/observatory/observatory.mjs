// Grades addresses of one site as MDN's HTTP Observatory does: its own retriever, tests and grader, at any port.
// node observatory.mjs '{"host": "localhost", "http": 8080, "https": 8443, "paths": ["/"]}', a line of JSON a path.
// NODE_EXTRA_CA_CERTS names the authority to trust.
import { existsSync, writeFileSync } from "node:fs";

// The list of hosts that browsers know beforehand, which the package fetches when it is installed: none of ours is in it.
const preloaded = new URL("node_modules/@mdn/mdn-http-observatory/conf/hsts-preload.json", import.meta.url);
if (!existsSync(preloaded)) writeFileSync(preloaded, "{}");

const PACKAGE = "@mdn/mdn-http-observatory/src";
const { retrieve } = await import(`${PACKAGE}/retriever/retriever.js`);
const { ALL_TESTS } = await import(`${PACKAGE}/constants.js`);
const { getGradeForScore, getScoreModifier } = await import(`${PACKAGE}/grader/grader.js`);
const { MINIMUM_SCORE_FOR_EXTRA_CREDIT } = await import(`${PACKAGE}/grader/charts.js`);

const { host, http, https, paths } = JSON.parse(process.argv[2]);

for (const path of paths) {
  const answers = await retrieve(host, { httpPort: http, httpsPort: https, path });
  const { status, verified } = answers.responses.auto;
  const results = ALL_TESTS.map((test) => test(answers));
  const modifiers = Object.fromEntries(results.map((one) => [one.result, getScoreModifier(one.result)]));
  const failed = results.filter((one) => !one.pass).map((one) => one.result);
  // As src/scanner/index.js does, which takes no port and grades no error: credit counts for who is good without it.
  const points = Object.values(modifiers);
  const lost = 100 + points.filter((point) => point < 0).reduce((sum, point) => sum + point, 0);
  const all = 100 + points.reduce((sum, point) => sum + point, 0);
  const { grade, score } = getGradeForScore(lost >= MINIMUM_SCORE_FOR_EXTRA_CREDIT ? all : lost);
  console.log(JSON.stringify({ path, status, verified, grade, score, failed, modifiers }));
}
