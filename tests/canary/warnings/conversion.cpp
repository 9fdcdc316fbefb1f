short narrow(long amount) {
    return amount;  // warns: conversion, clang: implicit-int-conversion
}
