import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parser } from '@prometheus-io/lezer-promql';

const root = resolve(__dirname, '../../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

/** Names that Prometheus can ask for, of what stands at `/metrics`. */
export function namesAt(metrics: string): Set<string> {
  const samples = metrics.matchAll(/^([a-z_]+)(?=[{ ])/gm);
  return new Set([...samples].map(([, name]) => name));
}

/** Queries of the dashboard; what only Grafana knows has a value. */
export function readQueries(): string[] {
  const { panels } = JSON.parse(read('deploy/grafana/dashboard.json'));
  const targets: { expr: string }[] = panels.flatMap(
    ({ targets: its }: { targets: [] }) => its,
  );
  return targets.map(({ expr }) => expr.replaceAll('$__rate_interval', '5m'));
}

/** Metrics that a query names. */
export function metricsOf(query: string): string[] {
  const names: string[] = [];
  parser.parse(query).iterate({
    enter({ type, from, to, node }) {
      if (type.isError) {
        throw new Error(`This is not PromQL: ${query}`);
      }
      if (
        type.name === 'Identifier' &&
        node.parent?.name === 'VectorSelector'
      ) {
        names.push(query.slice(from, to));
      }
    },
  });
  return names;
}

/** Metrics that docs/operate.md explains. */
export function explainedMetrics(): string[] {
  const rows = read('docs/operate.md').matchAll(/^\| `(oaf_[a-z_]+)` \|/gm);
  return [...rows].map(([, name]) => name);
}
