"""for_classroom.py results.json: prints `result=...`, as GitHub Classroom's reporter reads the output of a step.

Untested with the service itself.
"""

import base64
import json
import sys


def payload(results):
    tests = [{"name": test["name"], "status": "pass" if test["score"] else "fail", "score": test["score"],
              "message": test["output"], "test_code": "", "filename": "", "line_no": 0, "execution_time": "0s"}
             for test in results["tests"]]
    return {"version": 1, "status": "pass" if all(test["score"] for test in tests) else "fail",
            "max_score": results["max_score"], "tests": tests}


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        print("result=" + base64.b64encode(json.dumps(payload(json.load(file))).encode()).decode())
