/**
 * `$context.path` begins with the stage at the address that API Gateway gives an API, and not at a domain of one's own
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html).
 */
export function loggedBasePaths({ stage }: { stage: string }): string[] {
  return [`/${stage}`, ''];
}
