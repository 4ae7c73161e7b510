// A process for one server or one contender: does the tasks that its parent sends, and ends with it.

import { type Asked, answering } from './answering.ts'
import { createTasks } from './tasks.ts'

const answer = answering(createTasks())
process.on('message', (asked: Asked) => {
  void answer(asked).then((answered) => process.send?.(answered))
})
process.once('disconnect', () => process.exit())
