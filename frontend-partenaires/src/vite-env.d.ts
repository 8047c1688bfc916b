/// <reference types="vite/client" />
declare const __VERSION__: string
declare module 'virtual:theme-variables.css'
