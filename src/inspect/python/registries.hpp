// From where pip and cargo would take packages here, by their own configuration. Starts neither, and knows
// no registry by name: the ones that nobody has configured are read from what the tools have brought along
// (pip's own source, the indexes that cargo has kept).
#pragma once

#include <string>
#include <vector>

#include "base/fs.hpp"
#include "inspect/cargo/cargo_config.hpp"
#include "inspect/python/pip_config.hpp"
#include "io/network/network_settings.hpp"
#include "model/environment.hpp"

namespace ftenv {

struct Registry {
  enum Tool { pip, cargo } tool = pip;
  std::string url;    // as configured
  std::string ask;    // what to ask for, to see whether it answers
  std::string named;  // a variable or FILE:LINE; empty: the tool's default
  std::string proxy;  // the proxy for it; empty: none
  std::string proxy_named;
  CertificateSources certificates;
};

struct RegistryPlaces {
  fs::path venv;        // may be empty
  fs::path cargo_home;  // may be empty
};

// HTTP and HTTPS only, each address once. Where the tool was told to stay offline: none of it.
std::vector<Registry> registries_of(const Environment& user, const PipConfig& pip, const CargoConfig& cargo,
                                    const RegistryPlaces& places);

// `PyPI = PackageIndex("https://…/", …)` of pip/_internal/models/index.py; empty where it has no such line.
std::string default_index_of_pip(std::string_view source);

}  // namespace ftenv
