import { createApp } from '@backstage/frontend-defaults';
import { landingModule } from './modules/landing';
import { navModule } from './modules/nav';
import { signInModule } from './modules/signIn';
import { themeModule } from './modules/theme';

// Plugins are found in package.json (app.packages in app-config.yaml).
export default createApp({
  features: [landingModule, navModule, signInModule, themeModule],
});
