// One wheel as the checks see it, and what they add to. Private to engine/wheel.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/wheel/check.hpp"
#include "inspect/native/extension_abi.hpp"
#include "inspect/wheel/wheel_archive.hpp"
#include "inspect/wheel/wheel_metadata.hpp"
#include "inspect/wheel/wheel_name.hpp"
#include "model/finding.hpp"
#include "model/recipe/recipe.hpp"

namespace ftenv {

struct WheelSubject {
  std::string file;  // as the person named it, for commands
  std::optional<WheelName> name;
  WheelContents contents;
  std::optional<WheelMetadata> metadata;
  std::optional<WheelFile> wheel;
  std::vector<WheelExtension> extensions;
  const CompatibilityRecipe& facts;
  std::vector<Finding>& findings;

  Finding& add(const char* id, Severity severity, std::string found, std::string need = {});
};

// What every one of them is mended by, when nothing else is known.
Fix build_again();
Fix write_record_again(const WheelSubject& subject);
Fix name_after_wheel(const WheelSubject& subject);  // without a command where WHEEL's tags make no name

// "a, b and 3 more"
std::string some_of(const std::vector<std::string>& names, std::size_t most = 4);

void check_wheel_names(WheelSubject& subject);
void check_wheel_record(WheelSubject& subject);
void check_wheel_abi(WheelSubject& subject, const WheelName& name);
void check_wheel_platform(WheelSubject& subject, const WheelName& name);
void check_wheel_libraries(WheelSubject& subject, const WheelName& name);

// "free-threaded CPython 3.14, on Linux x86_64 with glibc 2.17 or newer"
std::string where_it_installs(const WheelName& name, const CompatibilityRecipe& facts);

// Why pip would not take it here; `refused` says whether. Empty: nothing is known that would keep it away.
std::string why_refused_here(const WheelName& name, const std::optional<WheelMetadata>& metadata,
                             const WheelHere& here, const CompatibilityRecipe& facts);

}  // namespace ftenv
