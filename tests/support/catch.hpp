// Catch2 2.13 (Debian 12, Ubuntu 22.04) and 3 (later ones) under one include.
#pragma once

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif
