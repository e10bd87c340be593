// @ts-check
const { parentPort } = require('node:worker_threads');
const { compareDefinitions } = require('./compareDefinitions');
const { examineDefinition } = require('./examineDefinition');
const { listOperations } = require('./listOperations');
const { sliceOperation } = require('./sliceOperation');
const { openDefinition } = require('./openDefinition');

/** Errors of parsers may quote whole lines of a document. */
const MAX_REASON = 500;

/**
 * What is done with definitions beside the main thread, because a large one takes seconds. Inputs and answers are typed in
 * DefinitionJobs.ts.
 *
 * @type {Record<string, (input: any) => unknown>}
 */
const jobs = {
  compare: compareDefinitions,
  examine: examineDefinition,
  operations: input => listOperations(openDefinition(input)),
  operation: ({ operation, ...input }) =>
    sliceOperation(openDefinition(input), operation),
};

parentPort?.on('message', ({ id, name, input }) => {
  try {
    parentPort?.postMessage({ id, result: jobs[name](input) });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    parentPort?.postMessage({ id, reason: reason.slice(0, MAX_REASON) });
  }
});
