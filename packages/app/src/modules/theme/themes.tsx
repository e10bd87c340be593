import { ThemeBlueprint } from '@backstage/plugin-app-react';
import {
  createUnifiedTheme,
  genPageTheme,
  palettes,
  UnifiedThemeProvider,
} from '@backstage/theme';
import DarkIcon from '@material-ui/icons/Brightness2';
import LightIcon from '@material-ui/icons/WbSunny';
import { colors, type ThemeColors } from './colors';
import { componentStyles } from './componentStyles';

/** The look of components that do not know `--bui-*` tokens yet; tokens.css is the look of those that do. */
function createTheme(variant: 'light' | 'dark') {
  const chosen = colors[variant];
  return createUnifiedTheme({
    palette: { ...palettes[variant], ...createPalette(chosen) },
    fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
    components: componentStyles(chosen),
    defaultPageTheme: 'home',
    pageTheme: {
      home: genPageTheme({
        colors: [chosen.header, chosen.header],
        shape: 'none',
        options: { fontColor: chosen.text },
      }),
    },
  });
}

function createPalette(chosen: ThemeColors) {
  return {
    primary: { main: chosen.accent },
    background: { default: chosen.ground, paper: chosen.surface },
    link: chosen.accent,
    linkHover: chosen.accentHover,
    border: chosen.border,
    navigation: {
      background: chosen.navigation,
      indicator: '#4fc4bf',
      color: '#b3bdc6',
      selectedColor: '#ffffff',
      navItem: { hoverBackground: '#26343b' },
      submenu: { background: '#26343b' },
    },
    tabbar: { indicator: chosen.accent },
  };
}

const light = createTheme('light');
const dark = createTheme('dark');

export const lightTheme = ThemeBlueprint.make({
  name: 'light',
  params: {
    theme: {
      id: 'light',
      title: 'Light',
      variant: 'light',
      icon: <LightIcon />,
      Provider: ({ children }) => (
        <UnifiedThemeProvider theme={light}>{children}</UnifiedThemeProvider>
      ),
    },
  },
});

export const darkTheme = ThemeBlueprint.make({
  name: 'dark',
  params: {
    theme: {
      id: 'dark',
      title: 'Dark',
      variant: 'dark',
      icon: <DarkIcon />,
      Provider: ({ children }) => (
        <UnifiedThemeProvider theme={dark}>{children}</UnifiedThemeProvider>
      ),
    },
  },
});
