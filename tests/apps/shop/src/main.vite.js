import "./main.js";
import { viteEnvironment } from "./environment.vite.js";

viteEnvironment();
