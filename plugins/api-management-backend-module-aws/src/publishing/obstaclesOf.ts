import type { Publication } from '@oaf/backstage-plugin-api-management-node';
import type { Resources } from './readResources';
import type { Published } from './Publications';

const SEGMENT = /^[A-Za-z0-9._~-]+$/;

const isSegment = (text: string) => SEGMENT.test(text) && !/^[.]+$/.test(text);

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html; can be raised. */
const MAX_RESOURCES = 300;

function pathObstacles({ basePath, routes }: Publication): string[] {
  const isBase = basePath.startsWith('/') && isSegment(basePath.slice(1));
  const paths = routes.map(({ path }) => path);
  const wrong = paths.filter(
    path =>
      !path.startsWith(`${basePath}/`) ||
      !isSegment(path.slice(basePath.length + 1)),
  );
  const twice = paths.filter((path, index) => paths.indexOf(path) !== index);
  return [
    ...(isBase
      ? []
      : [
          `${basePath} is no path of one segment. Give the product a name in the address of letters, digits and - . _ ~.`,
        ]),
    ...wrong.map(
      path =>
        `${path} is no path right below ${basePath}. Name the API by letters, digits and - . _ ~.`,
    ),
    ...twice.map(
      path => `Two APIs would be at ${path}. Give one of them another name.`,
    ),
  ];
}

/** Whose base path is it? */
function ownerObstacles(
  { productId, basePath }: Publication,
  published: Published | undefined,
  resources: Resources,
): string[] {
  if (published && published.productId !== productId) {
    return [
      `Another product is published at ${basePath} of this gateway. Take that one back, or give this one another name in the address.`,
    ];
  }
  return !published && resources.has(basePath)
    ? [
        `${basePath} of this gateway is in use, and not by a product. Give the product another name in the address.`,
      ]
    : [];
}

function protocolObstacles({ routes }: Publication): string[] {
  return routes
    .filter(({ api }) => api.protocol === 'WEBSOCKET')
    .map(
      ({ path }) =>
        `The API for ${path} is a WebSocket API, and the front door passes on single calls only. Leave it out of the product.`,
    );
}

/** Why a publication cannot be made, in whole sentences. */
export function obstaclesOf(
  publication: Publication,
  {
    published,
    resources,
    added,
  }: {
    published: Published | undefined;
    resources: Resources;
    /** Resources that would be added. */
    added: number;
  },
): string[] {
  const isFull = resources.size + added > MAX_RESOURCES;
  return [
    ...pathObstacles(publication),
    ...ownerObstacles(publication, published, resources),
    ...protocolObstacles(publication),
    ...(isFull
      ? [
          `The gateway would have ${
            resources.size + added
          } resources, and AWS gives an API ${MAX_RESOURCES}. Publish at another gateway, or ask AWS for more.`,
        ]
      : []),
  ];
}
