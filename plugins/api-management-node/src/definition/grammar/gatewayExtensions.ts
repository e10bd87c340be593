/**
 * Beginnings of the extensions by which gateways are told where an API runs, as whom it is called and who may call it:
 * Amazon API Gateway, Google Cloud Endpoints, Kong, Tyk, Apigee, WSO2, Gravitee, IBM API Connect, Axway, 3scale, Traefik,
 * KrakenD, Kusk, Zuplo, NGINX, Gloo and Ambassador, Oracle, Yandex, Alibaba, Huawei and Tencent; of Azure the one that
 * names hosts.
 */
const PREFIXES = [
  'amazon-',
  'aws-',
  'google-',
  'kong-',
  'tyk-',
  'apigee-',
  'a127-',
  'wso2-',
  'graviteeio-',
  'ibm-',
  'axway-',
  '3scale-',
  'traefik-',
  'krakend',
  'kusk',
  'zuplo-',
  'nginx-',
  'gloo-',
  'ambassador-',
  'oci-',
  'yc-apigateway-',
  'aliyun-apigateway-',
  'apigateway-',
  'apigw-',
  'apim-',
  'azure-',
  'ms-parameterized-host',
  'backend',
  'upstream',
];

const PATTERN = new RegExp(`^x-(?:${PREFIXES.join('|')})`, 'i');

/** Extensions of gateways tell what is behind an API. Those that authors make for their readers do not. */
export function isGatewayExtension(name: string): boolean {
  return PATTERN.test(name);
}
