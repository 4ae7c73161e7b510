// `pnpm --filter @veza/bench profile [contender] [case]`: where the time of its calls goes.
import { profileReport } from './profile/profile-report.ts'

const [name = 'veza', wanted = 'get-64'] = process.argv.slice(2)
console.log(await profileReport(name, wanted))
