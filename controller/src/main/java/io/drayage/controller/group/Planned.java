package io.drayage.controller.group;

import io.drayage.api.GroupPlanView;
import io.drayage.model.group.Member;
import java.util.List;

/**
 * A group that was planned.
 *
 * @param leaving hosts that take nothing from its start on
 */
record Planned(GroupPlanView view, List<Member> members, List<String> leaving) {}
