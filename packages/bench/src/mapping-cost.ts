// `pnpm bench:mapping [rounds]`: what it costs to make models of a list, checks included, beside parsing its JSON.
import { lists } from './mapping/lists.ts'
import { measureMapping } from './mapping/measure-mapping.ts'
import { mappingTable } from './report/mapping-table.ts'

const rounds = Number(process.argv[2] ?? 41)
const rows = await measureMapping({
  lists: Object.keys(lists),
  rounds,
  warmUpMs: 1500,
  turnMs: 40,
  nodeOptions: process.execArgv,
})
console.log(mappingTable(rows))
