/** One accent on quiet grounds. Keep equal to tokens.css, which says the same to `@backstage/ui`. */
export interface ThemeColors {
  readonly accent: string;
  readonly accentHover: string;
  readonly ground: string;
  readonly surface: string;
  readonly header: string;
  readonly border: string;
  readonly text: string;
  readonly navigation: string;
}

export const colors: Record<'light' | 'dark', ThemeColors> = {
  light: {
    accent: '#0b6e6e',
    accentHover: '#075252',
    ground: '#f5f6f8',
    surface: '#ffffff',
    header: '#ffffff',
    border: '#dfe3e8',
    text: '#14181c',
    navigation: '#15222a',
  },
  dark: {
    accent: '#4fc4bf',
    accentHover: '#7fdad5',
    ground: '#101316',
    surface: '#181c20',
    header: '#181c20',
    border: '#2c333a',
    text: '#eef1f4',
    navigation: '#0b1114',
  },
};
