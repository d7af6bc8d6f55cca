// What is wrong stands in the answer: act by `type`, which keeps its name, and show `detail` to people.
const answer = await fetch("https://so.example.vn/api/v1/observations?perod=2026-09&lang=en");
if (!answer.ok) {
  const problem = await answer.json();
  console.log(problem.type, problem.nearest);
}
