using Akka.Actor;
using Akka.Serialization;

namespace Gateway.Actors.Serialization;

/// <summary>Null in a message of Akka's (an Identify without a question). Akka's own would look up a type by the manifest that stands beside it.</summary>
internal sealed class NothingSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override int Identifier => 0;

    public override string Manifest(object o) => "";

    public override byte[] ToBinary(object obj) => [];

    public override object FromBinary(byte[] bytes, string manifest) => null!;
}
