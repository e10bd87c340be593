import { ResponseType } from 'aws-cdk-lib/aws-apigateway';
import { answerParts, type GatewayAnswer } from './gatewayAnswers';

/** As CDK takes it. */
export function toGatewayResponse(answer: GatewayAnswer) {
  const { headers, ...parts } = answerParts(answer);
  return {
    type: ResponseType.of(answer.type),
    responseHeaders: headers,
    ...parts,
  };
}
