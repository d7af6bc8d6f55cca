// Every row of a collection, page by page: `next` is followed as it is until it is null.
const portal = "https://so.example.vn";

async function* rows(address) {
  while (address) {
    const page = await (await fetch(portal + address)).json();
    yield* page.data;
    address = page.next;
  }
}

const ids = [];
for await (const task of rows("/api/v1/tasks?commune=tra-cau&fields=id,state&limit=20")) ids.push(task.id);
console.log(`${ids.length} tasks, ${new Set(ids).size} different ones`);
