// Ask actorgraph in Pyodide: node in_pyodide.mjs NODE_MODULES WHEEL PACKAGES DATA QUESTIONS
// QUESTIONS is a JSON list of command lines. Prints a JSON list of [exit code, standard output, standard error], and whether
// NumPy and what else Pyodide distributes could be fetched: without, only the core is asked.
import fs from "node:fs";
import { pathToFileURL } from "node:url";

const [modules, wheel, packages, data, questions] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${modules}/pyodide/pyodide.mjs`));
const silent = () => {};
const python = await loadPyodide({ env: { COLUMNS: "100", HOME: "/home/pyodide" } });
for (const [place, folder] of [["/packages", packages], ["/data", data]]) {
  python.FS.mkdirTree(place);
  python.FS.mount(python.FS.filesystems.NODEFS, { root: folder }, place);
}
const fetched = await python.loadPackage(["micropip", "numpy", "pandas", "scipy", "pyarrow", "networkx"],
  { messageCallback: silent, errorCallback: silent });
const isWhole = ["numpy", "scipy"].every((name) => fetched.some((one) => one.name === name));
if (isWhole) {
  python.FS.writeFile(`/tmp/${wheel.split("/").pop()}`, new Uint8Array(fs.readFileSync(wheel)));
  await python.runPythonAsync(`
import micropip
await micropip.install("emfs:/tmp/${wheel.split("/").pop()}")`);
} else {
  python.unpackArchive(new Uint8Array(fs.readFileSync(wheel)), "wheel");
  python.runPython("import sys; sys.path.append('/packages')");
}
python.globals.set("questions", questions);
const answers = python.runPython(`
import io, json, shlex, sys, traceback
from actorgraph.__main__ import main

def asked(line):
    sys.argv = ["actorgraph", *shlex.split(line)]
    raw = io.BytesIO(), io.BytesIO()
    sys.stdout, sys.stderr = (io.TextIOWrapper(one, "utf-8") for one in raw)
    code = 0
    try:
        main()
    except SystemExit as end:
        code = end.code or 0
    except BaseException:
        code = 70
        traceback.print_exc()
    for stream in (sys.stdout, sys.stderr):  # others by now: the program makes them
        stream.flush()
    said = [code, *(one.getvalue().decode() for one in raw)]
    sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
    return said

json.dumps([asked(line) for line in json.loads(questions)])`);
console.log(JSON.stringify({ answers: JSON.parse(answers), isWhole }));
