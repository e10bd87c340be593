import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { landingPage } from './landingPage';

export const landingModule = createFrontendModule({
  pluginId: 'app',
  extensions: [landingPage],
});
