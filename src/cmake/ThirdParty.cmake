# Every library ftenv stands on, all from the distribution's packages (the list is in bootstrap).
# Not from a prefix that only happens to be on PATH (an activated conda, a pyenv): its libraries would be
# mixed with the system's. Whoever wants that says so in CMAKE_PREFIX_PATH.
set(CMAKE_FIND_USE_SYSTEM_ENVIRONMENT_PATH OFF)
find_package(Threads REQUIRED)
find_package(Boost 1.71 REQUIRED COMPONENTS filesystem)
find_package(CURL REQUIRED)
find_package(LibArchive REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(CLI11 REQUIRED)
find_package(spdlog REQUIRED)
find_package(nlohmann_json REQUIRED)
find_path(FTENV_TOMLPLUSPLUS_INCLUDE toml++/toml.h REQUIRED)
find_path(FTENV_TL_EXPECTED_INCLUDE tl/expected.hpp REQUIRED)
find_path(FTENV_RE2_INCLUDE re2/re2.h REQUIRED)
find_library(FTENV_RE2_LIBRARY re2 REQUIRED)
find_path(FTENV_LIBELF_INCLUDE gelf.h REQUIRED)
find_library(FTENV_LIBELF_LIBRARY elf REQUIRED)
find_path(FTENV_YAML_INCLUDE yaml-cpp/yaml.h REQUIRED)
find_library(FTENV_YAML_LIBRARY yaml-cpp REQUIRED)

# Which rooms use which library. A room not listed here can't include it: nothing else is linked.
set(FTENV_LIBRARIES_base Boost::filesystem spdlog::spdlog nlohmann_json::nlohmann_json Threads::Threads)
set(FTENV_LIBRARIES_model)
set(FTENV_LIBRARIES_platform)
set(FTENV_LIBRARIES_io CURL::libcurl LibArchive::LibArchive OpenSSL::Crypto)
set(FTENV_LIBRARIES_inspect ${FTENV_RE2_LIBRARY} ${FTENV_LIBELF_LIBRARY} ${FTENV_YAML_LIBRARY})
set(FTENV_LIBRARIES_engine)
set(FTENV_LIBRARIES_cli CLI11::CLI11)
