import { OpenApiDefinitionWidget } from '@backstage/plugin-api-docs';
import { MarkdownText } from '../markdown';

/** Swagger UI draws everything that a definition describes in Markdown with this component of its own. */
const Markdown = ({ source }: { source?: string }) =>
  source ? <MarkdownText className="renderedMarkdown" text={source} /> : null;

const swaggerUi = {
  plugins: [{ wrapComponents: { Markdown: () => Markdown } }],
  supportedSubmitMethods: [],
};

/**
 * An imported OpenAPI. Swagger UI offers to try a call out, but cannot make one: a gateway wants a proof by the
 * consumer's private key with every call, and that key is in the consumer's program and nowhere else. Its descriptions
 * are of whoever wrote the definition, and load images as guides do.
 */
export const OpenApiText = ({ definition }: { definition: string }) => (
  // The widget hands on what its type does not name.
  <OpenApiDefinitionWidget definition={definition} {...swaggerUi} />
);
