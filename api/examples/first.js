// The figures of one indicator in every village of a commune, one month. Runs in Node.js (first.mjs) and in browsers.
const asked = new URLSearchParams({ indicator: "vneid-level2", within: "tra-cau", period: "2026-09" });
const answer = await fetch(`https://so.example.vn/api/v1/observations?${asked}`);
if (!answer.ok) throw new Error((await answer.json()).detail);
const found = await answer.json();

console.log(found.total, "villages");
for (const row of found.data) {
  console.log(row.locality, row.value ?? "", row.status); // null is no value; zero is one
}
