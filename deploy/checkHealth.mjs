// Ends with 0 when the backend is ready for requests: the image's health check, which has no curl.
const port = process.env.OAF_BACKEND_PORT ?? 7007;
const { ok } = await fetch(
  `http://127.0.0.1:${port}/.backstage/health/v1/readiness`,
  { signal: AbortSignal.timeout(4000) },
).catch(() => ({ ok: false }));
process.exit(ok ? 0 : 1);
