// A whole table as NDJSON, and the proof that it is whole: the last line has the number of rows and their SHA-256.
const answer = await fetch(
  "https://so.example.vn/api/v1/observations.ndjson?within=tra-cau&indicator=vneid-level2",
);
const text = await answer.text();
const end = text.trimEnd().lastIndexOf("\n") + 1;
const { trailer } = JSON.parse(text.slice(end));
const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text.slice(0, end)));
const sha256 = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
if (trailer?.sha256 !== sha256) throw new Error("cut off: fetch it again");
console.log(`whole: ${trailer.rows} rows`);
