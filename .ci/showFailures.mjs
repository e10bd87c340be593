// Prints what each failed Jest test said, cut short: the log's last lines show only the last one of them.
//
//   node .ci/showFailures.mjs report.json
import { existsSync, readFileSync } from 'node:fs';

const LONGEST = 1_500;

// Without a report no test ran; whoever counts the tests says so.
const [, , file] = process.argv;
const { testResults } = existsSync(file)
  ? JSON.parse(readFileSync(file, 'utf8'))
  : { testResults: [] };
for (const { assertionResults, message, status } of testResults) {
  const failed = assertionResults.filter(test => test.status === 'failed');
  for (const { fullName, failureMessages } of failed) {
    console.log(`${fullName}\n${failureMessages.join('\n').slice(0, LONGEST)}`);
  }
  if (status === 'failed' && failed.length === 0) {
    console.log(message.slice(0, LONGEST));
  }
}
