using System.Net;
using Gateway.Actors.Load;

namespace Gateway.Edge.Budgets;

/// <summary>On whose account something is held: a client's address, and behind it the terminal that it speaks for.</summary>
/// <param name="Address">As <see cref="ClientAddress"/> counts it: a /64 of IPv6 is one.</param>
/// <param name="Sn">Of a device that is served; empty until it is known.</param>
internal readonly record struct Claimant(IPAddress Address, string Sn)
{
    public static Claimant Of(IPAddress? address, string sn = "") => new(ClientAddress.Of(address), sn);
}
