// Writes templates/ from the constructs, and what the templates allow and cost into docs/.
const { writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { costsPage } = require('../src/__testUtils__/costsPage');
const { permissionsTable } = require('../src/__testUtils__/permissionsTable');
const { templateText } = require('../src/__testUtils__/templateText');
const { stackNames } = require('../src/stackTemplates');

const folder = join(__dirname, '..');
for (const name of stackNames) {
  writeFileSync(join(folder, 'templates', `${name}.json`), templateText(name));
}
writeFileSync(
  join(folder, '../../docs/aws-permissions.md'),
  permissionsTable(stackNames),
);
writeFileSync(join(folder, '../../docs/costs.md'), costsPage(stackNames));
