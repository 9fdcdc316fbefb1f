#!/bin/sh
# Gradescope runs this once, when it builds the image of the autograder. docs/grading.md says how to make the archive.
# Untested: Gradescope cannot be run where the course is tested.
set -eu
course=/autograder/source
apt-get update
# shellcheck disable=SC2046  # a list of words
apt-get install -y --no-install-recommends $(awk '$1 == "tool" || $1 == "build" || $1 == "test" { print $2 }' "$course/tools/packages")
# Submitted code must not be root's, not even here.
useradd --create-home grader
chown -R grader "$course"
# What all exercises share is compiled now, so that no student waits for it.
runuser -u grader -- "$course/course" exercise 01-big-endian --with "$course/exercises/01-big-endian/solution"
