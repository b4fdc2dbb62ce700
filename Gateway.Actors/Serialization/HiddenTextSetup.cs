using Akka.Actor.Setup;
using Gateway.Actors.Wire;

namespace Gateway.Actors.Serialization;

/// <summary>Gives the serializer of an actor system the cipher for what stands in the journal and may name a person.</summary>
public sealed class HiddenTextSetup(IHiddenText hidden) : Setup
{
    internal IHiddenText Hidden => hidden;
}
