import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** Compiles a TypeScript file with the SDK's own compiler; the output lies under node_modules, where the SDK is found and git does not look. */
export async function compiled(source) {
  const output = new URL("../node_modules/.compiled/integration.mjs", import.meta.url);
  await build({
    entryPoints: [fileURLToPath(new URL(source, import.meta.url))],
    outfile: fileURLToPath(output),
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    logLevel: "warning",
  });
  return import(output.href);
}
