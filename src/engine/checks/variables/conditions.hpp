// Does a condition of recipes/variables.toml hold for a setting? Reads files; only `not-this-host` asks
// rustc.
#pragma once

#include <optional>
#include <string>

#include "engine/checks/variables/settings.hpp"

namespace ftenv {

// Nothing: it does not hold. Else what was seen, a clause that goes on after "`NAME` is `value`", in
// which case it is more exact than the rule's own; empty where there is no more to say.
std::optional<std::string> condition_holds(CheckContext& context, const VariableRule& rule,
                                           const VariableSetting& setting);

// "http://…@proxy:3128": a password is nobody's business.
std::string without_secrets(const std::string& value);

}  // namespace ftenv
