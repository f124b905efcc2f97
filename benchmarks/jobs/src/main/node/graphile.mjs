// graphile-worker as a subject: answers each line of its input with one, see SubjectProcess. Its settings are those that its
// documentation has its own figures for: https://worker.graphile.org/docs/performance
import {createInterface} from 'node:readline'
import {setTimeout as sleep} from 'node:timers/promises'
import pg from 'pg'
import {Logger, makeWorkerUtils, run} from 'graphile-worker'

const GROUPS = 10
const FILL_BATCH = 1000
const FILL_CALLS = 2
const FILLER = 'x'.repeat(170)
const logger = new Logger(() => () => {})
const preset = {
  worker: {concurrentJobs: 24, maxPoolSize: 25, localQueue: {size: 500}, completeJobBatchDelay: 0, failJobBatchDelay: 0},
}

let pool, utils, runner
let number = 0
let started, timed, done, firstStart, lastDone, waits

const micros = () => Math.round((performance.timeOrigin + performance.now()) * 1000)

function reset(withTimes) {
  timed = withTimes
  started = done = firstStart = lastDone = 0
  waits = []
}

function start(payload) {
  if (started++ === 0) firstStart = performance.now()
  if (timed) waits.push(micros() - payload.at)
}

const tasks = Object.fromEntries(Array.from({length: GROUPS}, (_, i) => ['noop-' + i, start]))

// A job is done when the statement that removes it was answered; the library's own event comes before.
const query = pg.Client.prototype.query
pg.Client.prototype.query = function (config, ...rest) {
  const answer = query.call(this, config, ...rest)
  if (answer?.then && config?.text?.startsWith('delete from') && config.text.includes('_private_jobs')) {
    answer.then(result => {
      lastDone = performance.now()
      done += result.rowCount
    }, () => {})
  }
  return answer
}

const payload = () => ({at: micros(), filler: FILLER})
const enqueue = () => utils.addJob('noop-' + number++ % GROUPS, payload())
const enqueueAll = count => utils.addJobs(Array.from({length: count},
    () => ({identifier: 'noop-' + number++ % GROUPS, payload: payload()})))

async function rate(callers, millis, jobs, call) {
  const rates = await Promise.all(Array.from({length: callers}, async () => {
    const begun = performance.now()
    let calls = 0
    do {
      await call()
      calls++
    } while (performance.now() - begun < millis)
    return calls * jobs / ((performance.now() - begun) / 1000)
  }))
  return rates.reduce((sum, each) => sum + each)
}

async function fill(jobs) {
  let left = jobs
  await Promise.all(Array.from({length: FILL_CALLS}, async () => {
    while (left > 0) {
      const size = Math.min(left, FILL_BATCH)
      left -= size
      await enqueueAll(size)
    }
  }))
}

async function until(reached, millis) {
  const begun = performance.now()
  while (!reached()) {
    if (performance.now() - begun > millis) return false
    await sleep(1)
  }
  return true
}

async function begin(withTimes) {
  reset(withTimes)
  runner = await run({pgPool: pool, preset, taskList: tasks, logger, noHandleSignals: true})
}

async function first(jobs, millis) {
  await begin(false)
  await until(() => done >= jobs / 2, millis / 2)
  const before = done
  const begun = performance.now()
  await until(() => done >= before + jobs, millis)
  const rate = (done - before) / ((performance.now() - begun) / 1000)
  await runner.stop()
  return rate + ' ' + done
}

async function all(jobs, times) {
  let taken = 0
  for (let i = 0; i < times; i++) {
    await fill(jobs)
    await begin(false)
    const ended = await until(() => done >= jobs, 60_000)
    taken += lastDone - firstStart
    await runner.stop()
    if (!ended) throw new Error(`only ${done} of ${jobs} jobs were run`)
  }
  return jobs * times / (taken / 1000) + ' ' + jobs * times
}

async function send(perSecond, millis) {
  const begun = performance.now()
  const jobs = Math.floor(perSecond * millis / 1000)
  const sent = []
  for (let i = 0; i < jobs; i++) {
    const early = begun + i * 1000 / perSecond - performance.now()
    if (early > 0) await sleep(early)
    sent.push(enqueue())
  }
  await Promise.all(sent)
  return jobs
}

async function heard(jobs) {
  await until(() => waits.length >= jobs, 10_000)
  await runner.stop()
  return waits.join(' ')
}

async function open(url) {
  pool = new pg.Pool({connectionString: url.replace(/^jdbc:postgresql:\/\//, 'postgresql://postgres@'), max: 25})
  pool.on('error', () => {})
  pool.on('connect', client => client.on('error', () => {}))
  utils = await makeWorkerUtils({pgPool: pool, preset, logger})
  await utils.migrate()
  return 'ok'
}

async function close() {
  await utils.release()
  await pool.end()
  return 'ok'
}

const commands = {
  open, close, first, all, send, heard,
  single: (callers, millis) => rate(callers, millis, 1, enqueue),
  batch: (size, millis) => rate(1, millis, size, () => enqueueAll(size)),
  fill: jobs => fill(jobs).then(() => 'ok'),
  listen: () => begin(true).then(() => 'ok'),
}

for await (const line of createInterface({input: process.stdin})) {
  const [name, ...words] = line.split(' ')
  console.log(String(await commands[name](...words.map(word => /^\d+$/.test(word) ? Number(word) : word))))
}
process.exit(0)
