// Metrics and traces by OpenTelemetry. It has to be there before what it measures, and so before the backend:
//
//   node --require ./packages/backend/instrumentation.js packages/backend --config …
//
// OAF_METRICS_PORT: Prometheus reads http://<host>:<port>/metrics. Nobody is asked who reads: keep the port inside.
// OTEL_EXPORTER_OTLP_ENDPOINT: traces go there; all other OTEL_* variables hold as OpenTelemetry documents them.
// Without either nothing is measured.
const { env } = process;

if (env.OAF_METRICS_PORT || env.OTEL_EXPORTER_OTLP_ENDPOINT) {
  start();
}

function start() {
  const { NodeSDK } = require('@opentelemetry/sdk-node');
  // Exporters that nobody listens to would complain without end.
  env.OTEL_TRACES_EXPORTER ??= env.OTEL_EXPORTER_OTLP_ENDPOINT
    ? 'otlp'
    : 'none';
  env.OTEL_LOGS_EXPORTER ??= 'none';
  const sdk = new NodeSDK({
    serviceName: env.OTEL_SERVICE_NAME ?? 'open-api-framework',
    metricReaders: env.OAF_METRICS_PORT ? [openPrometheus()] : undefined,
    instrumentations: createInstrumentations(),
  });
  sdk.start();
  // What was measured last is sent while the backend ends.
  process.once('SIGTERM', () => sdk.shutdown().catch(() => {}));
}

function openPrometheus() {
  const { PrometheusExporter } = require('@opentelemetry/exporter-prometheus');
  return new PrometheusExporter({
    port: Number(env.OAF_METRICS_PORT),
    withoutScopeInfo: true,
  });
}

function createInstrumentations() {
  const {
    ExpressInstrumentation,
  } = require('@opentelemetry/instrumentation-express');
  const {
    HttpInstrumentation,
  } = require('@opentelemetry/instrumentation-http');
  const {
    KnexInstrumentation,
  } = require('@opentelemetry/instrumentation-knex');
  const {
    UndiciInstrumentation,
  } = require('@opentelemetry/instrumentation-undici');
  return [
    new HttpInstrumentation(),
    new UndiciInstrumentation(),
    new ExpressInstrumentation(),
    // Without the texts of queries' values, which may be secret.
    new KnexInstrumentation({ maxQueryLength: 1000 }),
  ];
}
