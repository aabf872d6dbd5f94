#!/bin/sh
echo "the program"
