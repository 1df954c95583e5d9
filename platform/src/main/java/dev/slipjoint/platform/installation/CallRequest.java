package dev.slipjoint.platform.installation;

import dev.slipjoint.platform.dispatch.CallHeader;
import dev.slipjoint.protocol.SiteId;
import dev.slipjoint.protocol.TeamId;
import java.util.List;
import java.util.Optional;

/**
 * What somebody asks of a handler.
 *
 * @param handler its name
 * @param method of HTTP
 * @param site the site that the query names, if it does
 * @param team the team that the query names, if it does
 * @param query all other parameters, as they were sent
 * @param headers those that are passed on
 * @param hops through how many gateways it came, as far as its headers say
 */
public record CallRequest(
    String handler,
    String method,
    Optional<SiteId> site,
    Optional<TeamId> team,
    String query,
    List<CallHeader> headers,
    int hops) {}
