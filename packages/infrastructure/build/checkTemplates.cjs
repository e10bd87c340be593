// A line for each template and, last, whether all are valid: npm run infrastructure:check.
const { checkStack } = require('../src/__testUtils__/checkStack');
const { stackNames } = require('../src/stackTemplates');

const reports = stackNames.map(checkStack);
for (const { name, resources, statements, findings } of reports) {
  findings.forEach(finding => console.log(`  ${finding}`));
  console.log(
    `${name}: ${resources} resources, ${statements} IAM statements, ${findings.length} findings`,
  );
}
const invalid = reports.filter(({ findings }) => findings.length > 0);
console.log(
  invalid.length === 0
    ? 'infrastructure: all templates valid'
    : `infrastructure: not valid: ${invalid
        .map(({ name }) => name)
        .join(', ')}`,
);
process.exitCode = invalid.length === 0 ? 0 : 1;
