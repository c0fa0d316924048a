"""Runs functions of the desk app in Node, so that they can be compared with ours."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

SOURCES = Path(__file__).parents[2] / "eventapp" / "assets" / "js" / "desk"


def answers(module: str, code: str, given: Any) -> Any:
    """What the expression `code` makes of `given`, with the exports of desk/`module` in scope as `m`."""
    node = shutil.which("node", path=f"{os.environ['PATH']}{os.pathsep}{Path(sys.executable).parent}")
    assert node, "Node builds the assets, and is here as well"
    names = module.split()
    imports = "".join(
        f'import * as m{number} from "{(SOURCES / name).as_uri()}";\n' for number, name in enumerate(names)
    )
    merged = ", ".join(f"...m{number}" for number in range(len(names)))
    script = (
        f"{imports}const m = {{{merged}}};\nimport {{ readFileSync }} from 'node:fs';\n"
        f"const given = JSON.parse(readFileSync(0, 'utf8'));\nprocess.stdout.write(JSON.stringify({code}));"
    )
    run = subprocess.run(
        [node, "--no-warnings", "--experimental-default-type=module", "--input-type=module", "--eval", script],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)
