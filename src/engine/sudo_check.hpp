// A person's files made by root: the classic of tools that are run by sudo.
#pragma once

#include "engine/services.hpp"

namespace ftenv {

// Error (permission) when ftenv runs as root because somebody has typed sudo: what it makes in the home and
// the project would be root's, and the person could neither use nor remove it. Being root without sudo, as
// in a container, is fine.
Status refuse_sudo(const Services& services);

}  // namespace ftenv
